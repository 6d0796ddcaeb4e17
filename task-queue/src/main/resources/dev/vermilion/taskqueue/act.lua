-- ARGV: what to do, id. Returns 'ok', 'missing', or the state in which that is not possible.
local action, id, time = ARGV[1], ARGV[2], now()
local state = get(id, 'state')
if not state then return 'missing' end

local function leave()
  redis.call('ZREM', key('delayed'), id)
  redis.call('ZREM', key('blocked'), id)
  redis.call('ZREM', key('dead'), id)
  if state == 'waiting' then redis.call('LREM', key('wait:' .. get(id, 'priority')), 1, id) end
end

local function orphanParent(reason)
  local parent = get(id, 'parent')
  if parent and redis.call('ZREM', key('blocked'), parent) == 1 then bury(parent, time, reason) end
end

if action == 'retry' and state == 'dead' then
  leave()
  if tonumber(get(id, 'pending') or '0') > 0 then
    set(id, 'state', 'blocked')
    redis.call('ZADD', key('blocked'), text(time), id)
  else
    set(id, 'attempt', '0')
    place(id, time, time, get(id, 'priority'))
  end
  log(id, time, 'retried by hand')
elseif action == 'promote' and (state == 'delayed' or state == 'retry') then
  leave()
  place(id, time, time, get(id, 'priority'))
  log(id, time, 'promoted by hand')
elseif action == 'cancel' and state == 'active' then
  set(id, 'cancel', '1')
elseif action == 'cancel' and state ~= 'done' and state ~= 'dead' then
  leave()
  bury(id, time, 'cancelled')
elseif action == 'remove' and state ~= 'active' then
  leave()
  if redis.call('ZREM', key('done'), id) == 0 then count('removed') end
  if state ~= 'done' then orphanParent('its child ' .. id .. ' was removed') end
  releaseUnique(id)
  forget(id)
else
  return state
end
return 'ok'
