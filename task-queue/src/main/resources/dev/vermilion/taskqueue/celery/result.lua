-- ARGV: the meta, seconds to keep it. A task that has succeeded stays so, whatever a second run of it says.
local old = redis.call('GET', QUEUE)
if old then
  local read, meta = pcall(cjson.decode, old)
  if read and type(meta) == 'table' and meta.status == 'SUCCESS' then return 0 end
end
redis.call('SETEX', QUEUE, ARGV[2], ARGV[1])
redis.call('PUBLISH', QUEUE, ARGV[1])
return 1
