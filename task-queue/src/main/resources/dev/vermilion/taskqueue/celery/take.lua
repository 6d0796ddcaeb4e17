-- ARGV: token, lease in ms. Returns the message, or false. To take it and to note who has it is one step: kombu's BRPOP
-- followed by ZADD and HSET loses what a crash finds between them.
local time = now()
for _, id in ipairs(redis.call('ZRANGEBYSCORE', key('eta'), '-inf', text(time), 'LIMIT', 0, 100)) do
  redis.call('ZREM', key('eta'), id)
  redis.call('RPUSH', QUEUE, redis.call('HGET', key('held'), id))
  redis.call('HDEL', key('held'), id)
end
for _, token in ipairs(redis.call('ZRANGEBYSCORE', key('unacked_index'), '-inf', text(time), 'LIMIT', 0, 100)) do
  local message = redis.call('HGET', key('unacked'), token)
  release(token)
  if message then
    if redis.call('HINCRBY', key('deliveries'), redis.sha1hex(message), 1) >= MAX_DELIVERIES then
      forget(message)
      park(message, 'its worker died ' .. MAX_DELIVERIES .. ' times')
    else
      redis.call('RPUSH', QUEUE, message)
    end
  end
end
for _, step in ipairs(STEPS) do
  local message = redis.call('RPOP', QUEUE .. step)
  if message then
    redis.call('HSET', key('unacked'), ARGV[1], message)
    redis.call('ZADD', key('unacked_index'), text(time + tonumber(ARGV[2])), ARGV[1])
    return message
  end
end
return false
