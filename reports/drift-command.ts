import { runDrift } from './drift/run-drift.ts';

const run = await runDrift(process.argv.slice(2), process.env);
process.stdout.write(run.output);
process.stderr.write(run.trouble);
process.exitCode = run.exitCode;
