-- Looks into cells at one moment. KEYS: a geo set. ARGV: how many members of each cell to name, then first and end score of
-- each cell. Answers for each cell that is not empty: its place in ARGV, the count, and the members with their scores.
local answer = {}
for i = 2, #ARGV, 2 do
  local last = '(' .. ARGV[i + 1]
  local count = redis.call('ZCOUNT', KEYS[1], ARGV[i], last)
  if count > 0 then
    local some = redis.call('ZRANGEBYSCORE', KEYS[1], ARGV[i], last, 'WITHSCORES', 'LIMIT', '0', ARGV[1])
    answer[#answer + 1] = { (i - 2) / 2, count, some }
  end
end
return answer
