// Measures compromise on text.txt with the names of names.tsv, and prints JSON lines. It reads English; as a matcher of
// names that are given it has to take what comes. Runs in target/peers, where run.sh puts it.
import { readFileSync } from 'node:fs'
import nlp from 'compromise'

const version = JSON.parse(readFileSync('node_modules/compromise/package.json', 'utf8')).version
const names = readFileSync('names.tsv', 'utf8').trim().split('\n').slice(1).map((row) => row.split('\t')[1])

function processor() {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1e6
}

function lines(most) {
  const chosen = []
  let bytes = 0
  for (const line of readFileSync('text.txt', 'utf8').split('\n')) {
    chosen.push(line)
    bytes += Buffer.byteLength(line) + 1
    if (bytes >= most) break
  }
  return [chosen, bytes]
}

function measure(task, most, build, count) {
  const [texts, bytes] = lines(most)
  count(texts[0])
  const start = processor()
  const found = texts.reduce((sum, text) => sum + count(text), 0)
  const seconds = processor() - start
  console.log(JSON.stringify({ peer: 'compromise', version, task, bytes, seconds, found, build }))
}

const start = processor()
const trie = nlp.buildTrie(names)
measure('lookup of names', 200_000, processor() - start, (text) => nlp.tokenize(text).compute('index').lookup(trie).length)
measure('its own organisations, people, places', 100_000, 0, (text) => nlp(text).topics().length)
