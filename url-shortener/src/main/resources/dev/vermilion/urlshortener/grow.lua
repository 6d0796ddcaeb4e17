-- Lets new codes be one character longer, once however many ask. KEYS: codes. ARGV: the length that has become too short.
local length = tonumber(redis.call('HGET', KEYS[1], 'length') or ARGV[1])
if length == tonumber(ARGV[1]) then
  length = length + 1
  redis.call('HSET', KEYS[1], 'length', length)
end
return length
