-- Changes a link that is there, with its gate and the lives of its keys. One step.
-- KEYS: link, gate, visits, and all other keys of the link. ARGV: the key of the owner or nothing, how long an ended link is
-- remembered in ms, then pairs of field and new value; an empty value takes the field away.
-- Answers 'ok', 'missing', or 'foreign' for a link of another owner.
local MEMORY = tonumber(ARGV[2])
if redis.call('EXISTS', KEYS[1]) == 0 then
  return 'missing'
end
local owner = redis.call('HGET', KEYS[1], 'owner')
if owner and owner ~= ARGV[1] then
  return 'foreign'
end
for i = 3, #ARGV, 2 do
  if ARGV[i + 1] == '' then
    redis.call('HDEL', KEYS[1], ARGV[i])
  else
    redis.call('HSET', KEYS[1], ARGV[i], ARGV[i + 1])
  end
end

-- The gate is made anew: as many are left as the limit is above what was used, and it ends with the link.
local link = redis.call('HMGET', KEYS[1], 'max', 'expires')
local used = tonumber(redis.call('HGET', KEYS[3], 'redirects') or 0)
redis.call('ZADD', KEYS[2], link[1] and math.max(0, tonumber(link[1]) - used) or '+inf', 'left')
for i = 1, #KEYS do
  if not link[2] then
    redis.call('PERSIST', KEYS[i])
  else
    redis.call('PEXPIREAT', KEYS[i], i == 2 and link[2] or tonumber(link[2]) + MEMORY)
  end
end
return 'ok'
