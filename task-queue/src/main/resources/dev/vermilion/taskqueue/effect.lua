-- ARGV: effects' name, job, how much, '1' to count each job once. Returns the sum.
-- Once means: the mark and the effect are one step, so no crash can come between them.
if ARGV[4] ~= '1' or redis.call('SADD', key('effect:' .. ARGV[1] .. ':jobs'), ARGV[2]) == 1 then
  redis.call('INCRBY', key('effect:' .. ARGV[1]), ARGV[3])
end
redis.call('EXPIRE', key('effect:' .. ARGV[1]), 3600)
redis.call('EXPIRE', key('effect:' .. ARGV[1] .. ':jobs'), 3600)
return redis.call('GET', key('effect:' .. ARGV[1])) or '0'
