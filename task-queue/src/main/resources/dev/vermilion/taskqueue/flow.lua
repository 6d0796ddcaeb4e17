-- ARGV[1]: the spec of the parent, ARGV[2]: the specs of its children. Returns the ids, the parent's first.
local parent, children, time = cjson.decode(ARGV[1]), cjson.decode(ARGV[2]), now()
if redis.call('ZCARD', key('jobs')) + #children + 1 > CAPACITY then return redis.error_reply('FULL the queue holds ' .. CAPACITY .. ' jobs') end
local id = create(parent, time, #children)
local reply = {id}
for _, spec in ipairs(children) do
  spec.parent = id
  reply[#reply + 1] = (create(spec, time))
end
return reply
