import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { PINNED_CONTRACT } from '../../schema/contract/pinned-contract.ts';
import { OPERATION_OPTION } from './chosen-operation.ts';
import { CannotJudge } from './served-document.ts';

const FORMATS = ['text', 'json', 'markdown'] as const;

/** What `npm run drift` was asked for. */
export interface DriftSettings {
  /** Path of the document that is relied on. */
  readonly contract: string;
  /** Where the document to judge is: an http(s) URL, or a path. */
  readonly served: URL | string;
  /** Sent as bearer token with a URL; never printed. */
  readonly token: string | null;
  /** The operation to compare: `operationId`, or method and path. */
  readonly operation: string;
  readonly format: (typeof FORMATS)[number];
  /** Whether changes of no consequence are listed too. */
  readonly all: boolean;
}

/** Variables that settings are read from. */
export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads settings from arguments (`[FILE] [--operation ID] [--format text|json|markdown] [--all]`) and the variables
 * DRIFT_URL, API_TOKEN and CONTRACT; a file wins over DRIFT_URL.
 * @throws CannotJudge in one sentence, without the token
 */
export function readDriftSettings(args: readonly string[], env: Environment): DriftSettings {
  const { values, positionals } = parsed(args);
  const format = FORMATS.find((name) => name === (values.format ?? 'text'));
  if (format === undefined) {
    throw new CannotJudge(`--format must be one of ${FORMATS.join(', ')}, as in --format json`);
  }
  if (positionals.length > 1) {
    throw new CannotJudge(`one document at a time: ${positionals.length} files were given`);
  }
  return {
    contract: given(env.CONTRACT) ?? fileURLToPath(PINNED_CONTRACT),
    served: positionals[0] ?? servedUrl(given(env.DRIFT_URL)),
    token: tokenOf(env),
    operation: values.operation,
    format,
    all: values.all ?? false,
  };
}

function parsed(args: readonly string[]) {
  try {
    const options = {
      format: { type: 'string' },
      all: { type: 'boolean' },
      ...OPERATION_OPTION,
    } as const;
    return parseArgs({ args: [...args], options, allowPositionals: true });
  } catch (error) {
    const problem = error instanceof Error ? (error.message.split(/[.'] To /)[0] ?? '') : '';
    throw new CannotJudge(`${problem}; known are --format, --operation and --all`);
  }
}

function servedUrl(text: string | undefined): URL {
  if (text === undefined) {
    throw new CannotJudge(
      'nothing to compare: set DRIFT_URL=https://acme.alumio.com/schema.json, or give a file: npm run drift -- served.json',
    );
  }
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !/^https?:$/.test(url.protocol)) {
    throw new CannotJudge(
      'DRIFT_URL must be an http or https URL, as https://acme.alumio.com/schema.json',
    );
  }
  if (url.username !== '' || url.password !== '') {
    throw new CannotJudge('DRIFT_URL must not carry credentials; put the token into API_TOKEN');
  }
  return url;
}

function tokenOf(env: Environment): string | null {
  const token = given(env.API_TOKEN);
  if (token !== undefined && !/^[\x21-\x7e]+$/.test(token)) {
    throw new CannotJudge('API_TOKEN holds a character that a header cannot carry; set it again');
  }
  return token ?? null;
}

function given(value: string | undefined): string | undefined {
  const text = value?.trim();
  return text === '' ? undefined : text;
}
