-- Ends all sessions of a user but one at once, also those that are made known to the index only now.
-- KEYS: generation, index, then the sessions that are known    ARGV: place in KEYS of the session to keep, or 0; hash of it
-- Answers how many of the known ones ended.
local generation = redis.call('INCR', KEYS[1])
local ended = 0
for i = 3, #KEYS do
    if i ~= tonumber(ARGV[1]) then
        ended = ended + redis.call('DEL', KEYS[i])
    end
end
local kept = ARGV[1] ~= '0' and redis.call('ZSCORE', KEYS[2], ARGV[2])
redis.call('DEL', KEYS[2])
if kept and redis.call('EXISTS', KEYS[tonumber(ARGV[1])]) == 1 then
    redis.call('HSET', KEYS[tonumber(ARGV[1])], 'generation', generation)
    redis.call('ZADD', KEYS[2], kept, ARGV[2])
    redis.call('PEXPIREAT', KEYS[2], kept)
end
return ended
