-- Replaces the rules, if they are still those that the caller has seen.
-- KEYS: the rules. ARGV: the version that was seen, the new rules. Answer: the new version, or -1.
-- Versions are made from the time, so that none comes again when the rules were deleted meanwhile.
if (redis.call('HGET', KEYS[1], 'version') or '0') ~= ARGV[1] then
  return -1
end
local time = redis.call('TIME')
local version = math.max(tonumber(ARGV[1]) + 1, tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000))
redis.call('HSET', KEYS[1], 'version', string.format('%.0f', version), 'rules', ARGV[2])
return version
