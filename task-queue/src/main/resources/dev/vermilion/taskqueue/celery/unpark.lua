-- Puts all parked messages back into the queue; returns how many.
local count = 0
while true do
  local entry = redis.call('RPOP', key('parked'))
  if not entry then return count end
  redis.call('LPUSH', QUEUE, cjson.decode(entry).message)
  count = count + 1
end
