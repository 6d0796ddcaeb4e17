-- Makes two players friends, both ways. KEYS: the sets of both. ARGV: both, and how many a set may hold, the player included.
-- Answers 1, or 0 if one of them has too many.
local function full(key, friend)
  return redis.call('SISMEMBER', key, friend) == 0 and redis.call('SCARD', key) >= tonumber(ARGV[3])
end
if full(KEYS[1], ARGV[2]) or full(KEYS[2], ARGV[1]) then
  return 0
end
redis.call('SADD', KEYS[1], ARGV[1], ARGV[2])
redis.call('SADD', KEYS[2], ARGV[1], ARGV[2])
return 1
