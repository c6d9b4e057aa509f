// A wire between a browser and the program that a test can cut and mend.

import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { program } from './rest';

export type Wire = { address: string; cut: () => void; mend: () => void; close: () => void };

export async function cuttable(): Promise<Wire> {
  const { hostname, port } = new URL(program());
  const open = new Set<Socket>();
  let whole = true;

  const server = createServer(near => {
    if (!whole) return void near.destroy();
    const far = connect(Number(port), hostname);
    for (const [here, there] of [[near, far], [far, near]]) {
      open.add(here);
      here.pipe(there);
      here.on('error', () => there.destroy());
      here.on('close', () => {
        open.delete(here);
        there.destroy();
      });
    }
  });
  await new Promise<void>(ready => server.listen(0, hostname, ready));

  const cut = () => {
    whole = false;
    for (const socket of open) socket.destroy();
  };
  return {
    address: `http://${hostname}:${(server.address() as AddressInfo).port}`,
    cut,
    mend: () => void (whole = true),
    close: () => {
      cut();
      server.close();
    },
  };
}
