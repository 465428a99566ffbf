// The same kill through ccxt: node kill.mjs URL CONTRACT BASE MODE COUNT KEY:SECRET...
// MODE "first" cancels once and ends; "many" cancels once with each key, COUNT of them not measured.
import { Agent } from 'node:http';
import { createRequire } from 'node:module';
const [, , url, contract, base, mode, warmUps, ...keys] = process.argv;
const ccxt = createRequire(process.cwd() + '/')('ccxt');
const [accessKey, secretKey] = keys[0].split(':');
const exchange = new ccxt.htx({ apiKey: accessKey, secret: secretKey, enableRateLimit: false, options: { defaultType: 'swap', defaultSubType: 'linear' } });

// Its own agent speaks https only; it keeps connections open as this one does.
exchange.agent = new Agent({ keepAlive: true });
const host = url.replace(/\/$/, '');
exchange.urls.api = { ...exchange.urls.api, contract: host };
exchange.urls.hostnames = { ...exchange.urls.hostnames, contract: new URL(url).hostname };

// Handed over, so that ccxt need not ask for them.
exchange.setMarkets([{
  id: contract, lowercaseId: contract.toLowerCase(), symbol: `${base}/USDT:USDT`, base, quote: 'USDT', settle: 'USDT', baseId: base, quoteId: 'USDT', settleId: 'USDT',
  type: 'swap', spot: false, margin: false, swap: true, future: false, option: false, contract: true, linear: true, inverse: false, active: true,
  contractSize: 1, precision: { amount: 1, price: 0.1 }, limits: {}, info: {},
}]);

const kill = () => exchange.cancelAllOrders(`${base}/USDT:USDT`, { marginMode: 'isolated' });
if (mode === 'first') {
  await kill();
  process.exit(0);
}

const times = [];
let cpu = process.cpuUsage();
for (const [index, key] of keys.entries()) {
  [exchange.apiKey, exchange.secret] = key.split(':');
  if (index === Number(warmUps)) cpu = process.cpuUsage();
  const begun = process.hrtime.bigint();
  await kill();
  if (index >= Number(warmUps)) times.push(Number(process.hrtime.bigint() - begun) / 1e6);
}

const used = process.cpuUsage(cpu);
console.log(JSON.stringify({ times, cpu_ms: (used.user + used.system) / 1000 / times.length }));
