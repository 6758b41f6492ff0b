// node abandoned-lab.ts: builds a lab with a process and browsers in it, says so, and waits to be killed
import { createLab } from '../lab.ts';

const lab = await createLab();
const [server, client] = await Promise.all([
  lab.addHost('server', { address: '203.0.113.10', behindOneToOneNat: true }),
  lab.addClient('alice', 'cone'),
]);
server.spawn('sleep', ['infinity']);
await Promise.all([client.launchChromium(), client.launchFirefox()]);
process.stdout.write(`${JSON.stringify({ directory: lab.directory })}\n`);
