-- ARGV: id, token, error, delay in ms, 1 if no further attempt makes sense. Returns 'retry', 'dead' or 'lost'.
local id, time = ARGV[1], now()
if not holds(id, ARGV[2]) then return 'lost' end
local cancelled = get(id, 'cancel')
endLease(id)
if cancelled then
  bury(id, time, 'cancelled')
  return 'dead'
end
if ARGV[5] == '1' or tonumber(get(id, 'attempt')) >= tonumber(get(id, 'attempts')) then
  bury(id, time, ARGV[3])
  return 'dead'
end
count('retried')
metric(time, 'retried')
set(id, 'error', ARGV[3])
log(id, time, 'failed: ' .. ARGV[3] .. '; again in ' .. ARGV[4] .. ' ms')
place(id, time, time + math.max(1, tonumber(ARGV[4])), get(id, 'priority'), 'retry')
return 'retry'
