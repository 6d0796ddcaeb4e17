-- ARGV: worker, token. Returns {'job', id, field, value, …} or {why not, milliseconds until it is worth to ask again}.
local time = now()

for _, id in ipairs(redis.call('ZRANGEBYSCORE', key('delayed'), '-inf', text(time), 'LIMIT', 0, 100)) do
  redis.call('ZREM', key('delayed'), id)
  set(id, 'state', 'waiting')
  push(id, get(id, 'priority'))
end

for _, id in ipairs(redis.call('ZRANGEBYSCORE', key('active'), '-inf', text(time), 'LIMIT', 0, 100)) do
  local worker = get(id, 'worker') or '?'
  local cancelled = get(id, 'cancel')
  endLease(id)
  count('rescued')
  if cancelled then
    bury(id, time, 'cancelled')
  elseif tonumber(get(id, 'attempt')) >= tonumber(get(id, 'attempts')) then
    bury(id, time, 'the lease of ' .. worker .. ' ended at the last attempt')
  else
    set(id, 'state', 'waiting')
    push(id, get(id, 'priority'), true)
    log(id, time, 'rescued: the lease of ' .. worker .. ' ended')
  end
end

if redis.call('HGET', META, 'paused') == '1' then return {'paused', '1000'} end
local limit = tonumber(redis.call('HGET', META, 'concurrency') or '0')
if limit > 0 and redis.call('ZCARD', key('active')) >= limit then return {'limited', '100'} end

local waiting = 0
for _, level in ipairs(LEVELS) do waiting = waiting + redis.call('LLEN', key('wait:' .. level)) end
if waiting == 0 then
  local next = redis.call('ZRANGE', key('delayed'), 0, 0, 'WITHSCORES')
  return {'empty', text(next[2] and math.max(1, tonumber(next[2]) - time) or 1000)}
end

-- A rate is kept as the moment at which the next job may start (GCRA with a burst of a tenth of a second).
local rate = tonumber(redis.call('HGET', META, 'rate') or '0')
if rate > 0 then
  local at = math.max(time, tonumber(redis.call('HGET', META, 'rateAt') or '0'))
  if at - time > 100 then return {'limited', text(math.ceil(at - time - 100))} end
  redis.call('HSET', META, 'rateAt', string.format('%.3f', at + 1000 / rate))
end

-- High before normal before low; every eighth lease begins at the other end, so that low is never starved.
local first, last, step = 1, 3, 1
if count('turn') % 8 == 0 then first, last, step = 3, 1, -1 end
for i = first, last, step do
  while true do
    local id = redis.call('RPOP', key('wait:' .. LEVELS[i]))
    if not id then break end
    if redis.call('EXISTS', key('job:' .. id)) == 1 then
      local untilTime = text(time + tonumber(get(id, 'lease')))
      local attempt = redis.call('HINCRBY', key('job:' .. id), 'attempt', 1)
      redis.call('HDEL', key('job:' .. id), 'error')
      set(id, 'state', 'active', 'worker', ARGV[1], 'token', ARGV[2], 'leaseUntil', untilTime, 'started', text(time),
        'progress', '0')
      redis.call('ZADD', key('active'), untilTime, id)
      log(id, time, 'attempt ' .. text(attempt) .. ' by ' .. ARGV[1])
      local reply = redis.call('HGETALL', key('job:' .. id))
      table.insert(reply, 1, id)
      table.insert(reply, 1, 'job')
      return reply
    end
  end
end
return {'empty', '1'}
