// knows.mjs PORT COMMAND: ends with 0 if the server has the command, and with 1 if it has not.
import Redis from 'ioredis';

const client = new Redis({ port: Number(process.argv[2]), host: '127.0.0.1' });
const [found] = await client.command('INFO', process.argv[3]);
await client.quit();
process.exit(found ? 0 : 1);
