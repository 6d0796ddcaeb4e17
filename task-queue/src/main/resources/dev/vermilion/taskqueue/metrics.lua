-- ARGV[1]: how many buckets. Returns end of the last bucket in ms, then done, retried, failed of each, oldest first.
local last = math.floor(now() / METRIC_MILLIS)
local reply = {text((last + 1) * METRIC_MILLIS)}
for bucket = last - tonumber(ARGV[1]) + 1, last do
  local values = redis.call('HMGET', key('metric:' .. text(bucket)), 'done', 'retried', 'failed')
  for i = 1, 3 do reply[#reply + 1] = values[i] or '0' end
end
return reply
