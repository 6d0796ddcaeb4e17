-- ARGV: id, token. Gives a job back that was leased but not finished; the attempt does not count.
if not holds(ARGV[1], ARGV[2]) then return 'lost' end
endLease(ARGV[1])
redis.call('HINCRBY', key('job:' .. ARGV[1]), 'attempt', -1)
set(ARGV[1], 'state', 'waiting')
push(ARGV[1], get(ARGV[1], 'priority'), true)
log(ARGV[1], now(), 'given back by a worker that stops')
return 'released'
