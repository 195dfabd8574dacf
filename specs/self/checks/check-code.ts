import { fileURLToPath } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { ESLint } from 'eslint';
import ts from 'typescript';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const CONFIG = '.config/eslint.config.js';

// Each line is looked at once: optimising as early as a server would costs more than it saves.
setFlagsFromString('--interrupt-budget=400000');

/**
 * Says what `tsc --noEmit` and ESLint say of all code, over one program: reading and checking it twice would take
 * half as long again. Gives the complaints as a person reads them; empty where there are none.
 */
async function checkCode(): Promise<string> {
  process.chdir(ROOT);
  const { options, fileNames, errors } = configuration();
  const host = ts.createCompilerHost(options, true);
  const program = ts.createProgram(fileNames, options, host);
  const wrong = [...errors, ...ts.getPreEmitDiagnostics(program)];
  return ts.formatDiagnostics(wrong, formatHost) + (await lint(program));
}

async function lint(program: ts.Program): Promise<string> {
  const eslint = new ESLint({
    overrideConfigFile: CONFIG,
    overrideConfig: {
      files: ['**/*.ts'],
      languageOptions: { parserOptions: { project: null, programs: [program] } },
    },
  });
  const formatter = await eslint.loadFormatter('stylish');
  return formatter.format(await eslint.lintFiles(['.']));
}

const formatHost: ts.FormatDiagnosticsHost = {
  getCanonicalFileName: (name) => name,
  getCurrentDirectory: () => process.cwd(),
  getNewLine: () => '\n',
};

function configuration(): ts.ParsedCommandLine {
  const host: ts.ParseConfigFileHost = {
    ...ts.sys,
    onUnRecoverableConfigFileDiagnostic: (wrong) => {
      throw new Error(ts.formatDiagnostic(wrong, formatHost));
    },
  };
  const parsed = ts.getParsedCommandLineOfConfigFile('tsconfig.json', {}, host);
  if (parsed === undefined) throw new Error('tsconfig.json cannot be read.');
  return parsed;
}

const complaints = await checkCode();
process.stdout.write(complaints);
process.exitCode = complaints === '' ? 0 : 1;
