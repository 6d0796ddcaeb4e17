-- Changes fields of a session that is still there: a session that has ended is not brought back.
-- KEYS: session    ARGV: field, value, ...; an empty value removes the field    Answers 1, or 0 if it has ended.
if redis.call('EXISTS', KEYS[1]) == 0 then
    return 0
end
for i = 1, #ARGV, 2 do
    if ARGV[i + 1] == '' then
        redis.call('HDEL', KEYS[1], ARGV[i])
    else
        redis.call('HSET', KEYS[1], ARGV[i], ARGV[i + 1])
    end
end
return 1
