import fc from 'fast-check';

/**
 * The same cases on every machine and every day, so that a run says something about the change and not about luck.
 *
 * `FC_SEED` looks elsewhere; with `FC_RUNS` (how many times as many cases) it is how new counterexamples are hunted.
 */
fc.configureGlobal({ seed: Number(process.env['FC_SEED'] ?? 20_260_301) });
