-- Lets a visitor through a link, or says why not, and leaves the click to be counted. One step.
-- KEYS: link, gate, visits, seen, clicks, ledger.
-- ARGV: the hash of the password that was given, or nothing; '1' for a bot; who; the time in ms; how long a reload is none
-- more, in ms; then the fields of the click.
-- Answers what came of it, and on a redirect: target, '1' for a link with an end, what kind of visit, its number.
local WHO, NOW, RELOAD = ARGV[3], tonumber(ARGV[4]), tonumber(ARGV[5])

local function redisMillis()
  local time = redis.call('TIME')
  return tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
end

local link = redis.call('HMGET', KEYS[1], 'target', 'entry', 'max', 'expires', 'from', 'password', 'rules', 'forward')
local target, entry, max, expires, from, password = link[1], link[2], link[3], link[4], link[5], link[6]
if not target then
  return { 'UNKNOWN' }
elseif from and redisMillis() < tonumber(from) then
  return { 'EARLY', from }
elseif password and password ~= ARGV[1] then
  return { 'LOCKED', password }
end

-- Takes a visit and says how many are left, in one command: infinity stays infinity, and where the gate has expired, nil.
local left = redis.call('ZADD', KEYS[2], 'XX', 'INCR', -1, 'left')
if not left then
  return { 'EXPIRED' }
elseif tonumber(left) < 0 then
  return { 'USED_UP' }
end

local kind = 'total'
if ARGV[2] == '1' then
  kind = 'bots'
else
  local before = redis.call('ZSCORE', KEYS[4], WHO)
  if before and tonumber(before) > NOW - RELOAD then
    kind = 'reloads'
  else
    redis.call('ZREMRANGEBYSCORE', KEYS[4], '-inf', NOW - RELOAD)
    redis.call('ZADD', KEYS[4], NOW, WHO)
    redis.call('PEXPIRE', KEYS[4], RELOAD)
  end
end
redis.call('HINCRBY', KEYS[3], 'redirects', 1)
redis.call('HSET', KEYS[3], 'last', NOW)
local number = redis.call('HINCRBY', KEYS[3], kind, 1)
local click = { 'entry', entry, 'kind', kind, 'who', WHO, 'at', NOW }
for i = 6, #ARGV do
  click[#click + 1] = ARGV[i]
end
redis.call('XADD', KEYS[5], '*', unpack(click))
redis.call('HINCRBY', KEYS[6], 'served', 1)
return { 'REDIRECT', target, (max or expires) and '1' or '0', kind, number, link[7] or '', link[8] or '0' }
