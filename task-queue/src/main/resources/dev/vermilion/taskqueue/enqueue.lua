-- ARGV[1]: a JSON array of specs. Returns id, new, id, new, …
local specs, time, reply = cjson.decode(ARGV[1]), now(), {}
if redis.call('ZCARD', key('jobs')) + #specs > CAPACITY then return redis.error_reply('FULL the queue holds ' .. CAPACITY .. ' jobs') end
for _, spec in ipairs(specs) do
  local id, new = create(spec, time)
  reply[#reply + 1] = id
  reply[#reply + 1] = text(new)
end
return reply
