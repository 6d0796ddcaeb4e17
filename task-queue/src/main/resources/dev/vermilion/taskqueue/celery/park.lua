-- ARGV: token, reason. Puts a message aside that cannot be run; returns 1, or 0 if the lease had ended.
local message = redis.call('HGET', key('unacked'), ARGV[1])
if not message then return 0 end
release(ARGV[1])
forget(message)
park(message, ARGV[2])
return 1
