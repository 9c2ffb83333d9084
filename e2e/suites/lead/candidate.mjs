// Stands in an election until SIGTERM. `candidate.mjs SETTINGS` takes JSON: kubeconfig, lease, identity, timings, and by how
// many milliseconds its wall clock is wrong. Writes JSON lines; their times are of the one monotonic clock of the machine.
import process from 'node:process';

const { ahead, identity, kubeconfig, lease, timings } = JSON.parse(process.argv[2]);

const RealDate = Date;
globalThis.Date = class extends RealDate {
  constructor(...parts) {
    if (parts.length === 0) super(RealDate.now() + ahead);
    else super(...parts);
  }

  static now() {
    return RealDate.now() + ahead;
  }
};

const { connect, elect } = await import('@meshfence/k8s-adapter');

const now = () => Number(process.hrtime.bigint()) / 1e6;

const write = line => process.stdout.write(`${JSON.stringify({ at: now(), ...line })}\n`);

const log = {
  error: message => write({ error: message }),
  warn: message => write({ warn: message }),
  info: message => write({ info: message }),
  debug: () => {},
  with: () => log
};

write({ event: 'begun' });
const leadership = elect({
  client: connect({ kubeconfig }),
  lease,
  identity,
  timings,
  log,
  onChange: leading => write({ event: leading ? 'won' : 'lost' })
});

// From now on nothing else runs in this process, no timer and no answer, until it has been stopped for a second or more.
process.on('SIGUSR2', () => {
  write({ event: 'busy' });
  for (let last = now(), told = 0; ;) {
    const at = now();
    if (at - last > 1000)
      return write({ event: leadership.isLeading() ? 'resumed leading' : 'resumed following' });
    if (at - told > 20 && leadership.isLeading()) {
      write({ event: 'leads', at });
      told = at;
    }
    last = at;
  }
});

process.on('SIGTERM', () => void leadership.stop().then(() => process.exit(0)));

setInterval(() => {
  const at = now();
  if (leadership.isLeading()) write({ event: 'leads', at });
}, 20);
