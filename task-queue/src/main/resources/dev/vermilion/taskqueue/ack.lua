-- ARGV: id, token, result. One step: the job is done, its parent and its successor learn of it, old results go.
local id, token, result = ARGV[1], ARGV[2], ARGV[3]
if not holds(id, token) then return 'lost' end
local time = now()
endLease(id)
set(id, 'state', 'done', 'result', result, 'progress', '100', 'finished', text(time))
redis.call('ZADD', key('done'), text(time), id)
count('succeeded')
count('busyMillis', text(time - tonumber(get(id, 'started'))))
metric(time, 'done')
log(id, time, 'done')
releaseUnique(id)

local parent = get(id, 'parent')
if parent and redis.call('EXISTS', key('job:' .. parent)) == 1 then
  local results = key('job:' .. parent .. ':results')
  if redis.call('HSETNX', results, id, result) == 1
    and redis.call('HINCRBY', key('job:' .. parent), 'pending', -1) == 0
    and redis.call('ZREM', key('blocked'), parent) == 1 then
    log(parent, time, 'all children are done')
    place(parent, time, time, get(parent, 'priority'))
  end
end

local chain = get(id, 'chain')
if chain then
  local specs = cjson.decode(chain)
  local spec = table.remove(specs, 1)
  spec.chain = specs
  spec.input = result
  set(id, 'next', (create(spec, time)))
end

for _, old in ipairs(redis.call('ZRANGE', key('done'), 0, -(KEPT + 1))) do
  redis.call('ZREM', key('done'), old)
  forget(old)
end
return 'done'
