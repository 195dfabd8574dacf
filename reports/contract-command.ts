import { runContract } from './contract/run-contract.ts';

const run = await runContract(process.argv.slice(2), process.env);
process.stdout.write(run.output);
process.stderr.write(run.trouble);
process.exitCode = run.exitCode;
