import { execFileSync, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { testDirectory } from '../test-directory.ts';

/** Files of a private authority, a server certificate for 127.0.0.1 and t.example, and a client certificate. */
export interface Certificates {
  readonly ca: string;
  readonly serverCert: string;
  readonly serverKey: string;
  readonly clientCert: string;
  readonly clientKey: string;
}

/** Whether an openssl that can make certificates is there. */
export function hasOpenssl(): boolean {
  const { stdout } = spawnSync('openssl', ['version'], { encoding: 'utf8' });
  return /^OpenSSL [3-9]/.test(stdout);
}

/** Makes certificates for a day in a directory of the test that is running. */
export function makeCertificates(): Certificates {
  const folder = testDirectory();
  const file = (name: string) => join(folder, name);
  const make = (name: string, ...more: readonly string[]) => {
    const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];
    const out = ['-keyout', file(`${name}.key`), '-out', file(`${name}.pem`)];
    const subject = ['-subj', `/CN=${name}`, '-days', '1'];
    execFileSync('openssl', ['req', '-x509', ...key, ...out, ...subject, ...more], {
      stdio: 'ignore',
    });
  };
  make('authority');
  const signed = ['-CA', file('authority.pem'), '-CAkey', file('authority.key')];
  make(
    'server',
    '-addext',
    'subjectAltName=IP:127.0.0.1,DNS:t.example',
    '-addext',
    'basicConstraints=CA:FALSE',
    ...signed,
  );
  make('client', ...signed);
  return {
    ca: file('authority.pem'),
    serverCert: file('server.pem'),
    serverKey: file('server.key'),
    clientCert: file('client.pem'),
    clientKey: file('client.key'),
  };
}
