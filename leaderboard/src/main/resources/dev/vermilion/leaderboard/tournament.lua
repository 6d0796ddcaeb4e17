-- All that changes a tournament, each in one step, by Redis's own clock.
-- KEYS: the tournament, its scores, its attempts, its players. ARGV[1] says what:
--   join, player;   submit, player, score, 'high' or 'low'.
-- Answers a word, and for a score its rank and how many attempts are left (-1 for any number).
local RULES, SCORES, ATTEMPTS, PLAYERS = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
local player = ARGV[2]
local rules = redis.call('HMGET', RULES, 'startsAt', 'endsAt', 'maxPlayers', 'maxAttempts', 'joinRequired')
if not rules[1] then
  return { 'unknown' }
end
local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
local maxPlayers, maxAttempts = tonumber(rules[3]), tonumber(rules[4])
if now >= tonumber(rules[2]) then
  return { 'over' }
end

local function join()
  if redis.call('SISMEMBER', PLAYERS, player) == 1 then
    return true
  elseif redis.call('SCARD', PLAYERS) >= maxPlayers then
    return false
  end
  redis.call('SADD', PLAYERS, player)
  redis.call('PEXPIREAT', PLAYERS, redis.call('PEXPIRETIME', RULES))
  return true
end

if ARGV[1] == 'join' then
  return { join() and 'joined' or 'full' }
end
if now < tonumber(rules[1]) then
  return { 'early' }
elseif rules[5] == '1' and redis.call('SISMEMBER', PLAYERS, player) == 0 then
  return { 'stranger' }
elseif not join() then
  return { 'full' }
end
local attempts = tonumber(redis.call('HGET', ATTEMPTS, player) or 0)
if maxAttempts > 0 and attempts >= maxAttempts then
  return { 'spent' }
end
attempts = redis.call('HINCRBY', ATTEMPTS, player, 1)
redis.call('ZADD', SCORES, ARGV[4] == 'high' and 'GT' or 'LT', ARGV[3], player)
for _, key in ipairs({ SCORES, ATTEMPTS }) do
  redis.call('PEXPIREAT', key, redis.call('PEXPIRETIME', RULES))
end
local score = redis.call('ZSCORE', SCORES, player)
local better = ARGV[4] == 'high' and redis.call('ZCOUNT', SCORES, '(' .. score, '+inf') or redis.call('ZCOUNT', SCORES, '-inf', '(' .. score)
return { 'counted', better + 1, maxAttempts > 0 and maxAttempts - attempts or -1, score }
