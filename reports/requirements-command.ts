import { runRequirements } from './run-requirements.ts';

const run = await runRequirements(process.argv.slice(2), process.env);
process.stdout.write(run.output);
process.stderr.write(run.trouble);
process.exitCode = run.exitCode;
