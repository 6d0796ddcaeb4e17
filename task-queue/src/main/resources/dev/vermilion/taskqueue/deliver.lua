-- ARGV: job, the mail, when. A mail goes out once, however often its job runs. Returns 1 if it went out now.
if redis.call('ZADD', key('sent'), 'NX', text(now()), ARGV[1]) == 0 then return 0 end
redis.call('LPUSH', key('outbox'), ARGV[2])
redis.call('LTRIM', key('outbox'), 0, 99)
redis.call('ZREMRANGEBYRANK', key('sent'), 0, -100001)
count('delivered')
return 1
