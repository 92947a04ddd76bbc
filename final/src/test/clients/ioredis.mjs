// ioredis against the server at the port in the first argument: transactions, blocking pops and
// reads, streams with groups, scans, pipelines, publish and subscribe, tracking, AUTH, users, a cut
// connection, in RESP2 and RESP3.
import assert from 'node:assert/strict';
import Redis from 'ioredis';

const port = Number(process.argv[2]);

let protocol;

function connected(options = {}) {
  const client = new Redis({ port, host: '127.0.0.1', protocol, ...options });
  client.on('error', () => {});
  return client;
}

async function eventually(what, condition) {
  for (const end = Date.now() + 20000; Date.now() < end; ) {
    if (await condition()) return;
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  assert.fail(`It never came true: ${what}`);
}

async function transactions(client, other) {
  assert.deepEqual(await client.multi().set('a', '1').incr('a').get('a').exec(), [[null, 'OK'], [null, 2], [null, '2']]);
  await client.watch('a');
  await other.set('a', 'changed');
  assert.equal(await client.multi().set('a', 'mine').exec(), null);
  const results = await client.multi().incr('a').get('a').exec();
  assert.match(results[0][0].message, /not an integer/);
  assert.deepEqual(results[1], [null, 'changed']);
  await assert.rejects(client.multi().call('NOSUCH').exec(), /EXECABORT/);
}

async function blocking(client, other) {
  const waiting = other.blpop('jobs', 10);
  await client.rpush('jobs', 'first');
  assert.deepEqual(await waiting, ['jobs', 'first']);
  assert.equal(await other.blpop('jobs', 0.05), null);
  const least = other.bzpopmin('scores', 10);
  await client.zadd('scores', 2, 'two', 1, 'one');
  assert.deepEqual(await least, ['scores', 'one', '1']);
}

async function streams(client, other) {
  await client.xgroup('CREATE', 'events', 'group', '$', 'MKSTREAM');
  const coming = other.xreadgroup('GROUP', 'group', 'anna', 'COUNT', 5, 'BLOCK', 10000, 'STREAMS', 'events', '>');
  const id = await client.xadd('events', '*', 'kind', 'birth');
  assert.deepEqual(await coming, [['events', [[id, ['kind', 'birth']]]]]);
  assert.equal((await client.xpending('events', 'group'))[0], 1);
  const [[pending, owner, , deliveries]] = await client.xpending('events', 'group', '-', '+', 10);
  assert.deepEqual([pending, owner, deliveries], [id, 'anna', 1]);
  assert.deepEqual(await client.xclaim('events', 'group', 'carl', 0, id), [[id, ['kind', 'birth']]]);
  assert.equal((await client.xautoclaim('events', 'group', 'bert', 0, '0'))[1][0][0], id);
  assert.equal(await client.xack('events', 'group', id), 1);
  assert.equal(await other.xread('BLOCK', 50, 'STREAMS', 'events', '$'), null);
}

async function scans(client) {
  const wanted = new Set();
  for (let i = 0; i < 1000; i++) wanted.add(`key:${i}`);
  await client.mset([...wanted].flatMap((key) => [key, 'v']));
  await client.rpush('key:list', 'a');
  const matching = { match: 'key:*', count: 50 };
  assert.deepEqual(new Set(await all(client.scanStream({ ...matching, type: 'string' }))), wanted);
  await client.sadd('set', ...wanted, 'other');
  assert.deepEqual(new Set(await all(client.sscanStream('set', matching))), wanted);
  await client.hset('hash', [...wanted, 'other'].flatMap((key) => [key, `v${key}`]));
  assert.deepEqual(pairs(await all(client.hscanStream('hash', matching))), new Map([...wanted].map((key) => [key, `v${key}`])));
  await client.zadd('scores', ...[...wanted, 'other'].flatMap((key, i) => [i / 2, key]));
  const scores = pairs(await all(client.zscanStream('scores', matching)));
  assert.deepEqual(new Set(scores.keys()), wanted);
  assert.equal(Number(scores.get('key:999')), 499.5);
}

async function all(pages) {
  const all = [];
  for await (const page of pages) all.push(...page);
  return all;
}

function pairs(flat) {
  return new Map(flat.flatMap((each, i) => (i % 2 === 0 ? [[each, flat[i + 1]]] : [])));
}

async function pipelines(client) {
  const pipeline = client.pipeline();
  for (let i = 0; i < 20000; i++) pipeline.incr('n');
  assert.deepEqual(await pipeline.exec(), Array.from({ length: 20000 }, (_, i) => [null, i + 1]));
  const bytes = Buffer.from(Array.from({ length: 100000 }, (_, i) => i & 255));
  await client.set('bytes', bytes);
  assert.deepEqual(await client.getBuffer('bytes'), bytes);
}

async function publishing(client) {
  const ear = connected();
  const heard = [];
  ear.on('message', (channel, message) => heard.push([channel, message]));
  ear.on('pmessage', (pattern, channel, message) => heard.push([pattern, channel, message]));
  assert.equal(await ear.subscribe('news', 'sport'), 2);
  assert.equal(await ear.psubscribe('n?ws'), 3);
  assert.equal(await client.publish('news', 'one'), 2);
  if (protocol === 2) await assert.rejects(ear.get('k'), /subscriber mode/);
  assert.equal(await ear.unsubscribe('news', 'sport'), 1);
  assert.equal(await ear.punsubscribe('n?ws'), 0);
  assert.deepEqual(heard, [['news', 'one'], ['n?ws', 'news', 'one']]);
  assert.equal(await ear.get('k'), null);
  ear.on('smessage', (channel, message) => heard.push(['shard', channel, message]));
  assert.equal(await ear.ssubscribe('news'), 1);
  assert.equal(await client.publish('news', 'not of the shard'), 0);
  assert.equal(await client.spublish('news', 'two'), 1);
  await eventually('it is heard', () => heard.length === 3);
  assert.deepEqual(heard[2], ['shard', 'news', 'two']);
  assert.equal(await ear.sunsubscribe('news'), 0);
  await ear.quit();
}

// What the client has read is dropped from its cache when it has changed: another connection is
// told, and in RESP2, because this library hands on no other pushes than messages.
async function tracking(client) {
  const cache = new Map([['a', '1'], ['b', '1']]);
  const ear = connected({ protocol: 2 });
  const id = await ear.client('ID');
  ear.on('messageBuffer', (channel, keys) => [keys].flat().forEach((key) => cache.delete(String(key))));
  await ear.subscribe('__redis__:invalidate');
  const reading = connected();
  await client.set('a', '1');
  await reading.client('TRACKING', 'ON', 'REDIRECT', id);
  assert.equal(await reading.get('a'), '1');
  await client.set('a', '2');
  await eventually('the cached value is dropped', () => !cache.has('a'));
  assert.deepEqual([...cache.keys()], ['b']);
  await reading.quit();
  await ear.quit();
}

async function passwords(client) {
  await client.config('SET', 'requirepass', 'secret');
  try {
    const wrong = connected({ password: 'wrong', retryStrategy: null });
    await assert.rejects(wrong.get('k'), /NOAUTH|WRONGPASS|closed/);
    wrong.disconnect();
    const nobody = connected({ retryStrategy: null, enableReadyCheck: false });
    await assert.rejects(nobody.get('k'), /NOAUTH|closed/);
    nobody.disconnect();
    const right = connected({ username: 'default', password: 'secret', db: 3 });
    assert.equal(await right.set('k', 'v'), 'OK');
    await right.quit();
  } finally {
    await client.config('SET', 'requirepass', '');
  }
}

async function users(client) {
  await client.acl('SETUSER', 'anna', 'on', '>secret', '~anna:*', '+@read', '+set');
  const anna = connected({ username: 'anna', password: 'secret', enableReadyCheck: false });
  assert.equal(await anna.acl('WHOAMI').catch((e) => e.message.slice(0, 6)), 'NOPERM');
  assert.equal(await anna.set('anna:k', 'v'), 'OK');
  await assert.rejects(anna.set('k', 'v'), /NOPERM/);
  await assert.rejects(anna.flushall(), /NOPERM/);
  anna.disconnect();
  await client.acl('DELUSER', 'anna');
}

async function cutConnections(client, other) {
  await other.select(5);
  await other.set('k', 'v');
  await client.client('KILL', 'ID', await other.client('ID'));
  assert.equal(await other.get('k'), 'v');
}

for (protocol of [2, 3]) {
  const client = connected();
  const other = connected();
  for (const part of [transactions, blocking, streams, scans, pipelines, publishing, tracking, passwords, users, cutConnections]) {
    await client.flushall();
    await part(client, other);
    console.log(`ioredis, RESP${protocol}: ${part.name}`);
  }
  await client.quit();
  await other.quit();
}
