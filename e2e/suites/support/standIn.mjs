// Stands in for the controller where only the harness is looked at: health, metrics and a log; it counts the calls in --edges.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';

const option = name => process.argv[process.argv.indexOf(`--${name}`) + 1];
const say = (level, msg, fields = {}) => console.error(JSON.stringify({ level, msg, ...fields }));

createServer((request, response) => {
  if (request.url === '/readyz') return void response.end('ok');
  const { edges } = JSON.parse(readFileSync(option('edges'), 'utf8'));
  response.end(
    `# TYPE stand_in_edges gauge\nstand_in_edges{file="\\"one\\"",up="1"} ${edges.length}\nstand_in_inf +Inf\n`
  );
}).listen(Number(option('auxiliary-port')), option('auxiliary-address'));

process.on('SIGTERM', () => {
  say('info', 'stopped');
  process.exit(0);
});
say('info', 'started', { kubeconfig: option('kubeconfig'), colour: process.env.COLOUR });
