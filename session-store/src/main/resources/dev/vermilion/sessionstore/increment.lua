-- Adds to a number in a session that is still there.
-- KEYS: session    ARGV: field, by    Answers the sum, or nothing if the session has ended.
if redis.call('EXISTS', KEYS[1]) == 0 then
    return false
end
return redis.call('HINCRBY', KEYS[1], ARGV[1], ARGV[2])
