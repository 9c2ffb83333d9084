import { nodeCapabilities } from './node/nodeCapabilities.js';
import { programName } from './programName.js';
import { run } from './run.js';

// Setting the code and returning lets everything written reach its reader, which process.exit would not.
process.exitCode = await run(programName(process.argv[1]), process.argv.slice(2), nodeCapabilities());
