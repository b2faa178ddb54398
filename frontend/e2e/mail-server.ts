/** A mail server that takes everything (RFC 5321, as little as a client needs), to see what arrives. */
import { createServer, type AddressInfo, type Server } from 'node:net';

export interface MailServer {
  port: number;
  /** The whole texts that arrived, the oldest first. */
  mails: string[];
  close: () => Promise<void>;
}

export async function mailServer(): Promise<MailServer> {
  const mails: string[] = [];
  const server: Server = createServer((socket) => {
    let data = false;
    let read = '';
    socket.write('220 mail.test\r\n');
    socket.on('error', () => undefined);
    socket.on('data', (chunk) => {
      read += chunk.toString('utf8');
      for (let end; (end = read.indexOf(data ? '\r\n.\r\n' : '\r\n')) >= 0;) {
        const said = read.slice(0, end);
        read = read.slice(end + (data ? 5 : 2));
        if (data) {
          mails.push(said);
          data = false;
          socket.write('250 taken\r\n');
        } else if (/^DATA/i.test(said)) {
          data = true;
          socket.write('354 go on\r\n');
        } else if (/^QUIT/i.test(said)) socket.end('221 bye\r\n');
        else socket.write('250 fine\r\n');
      }
    });
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  return {
    port: (server.address() as AddressInfo).port,
    mails,
    close: () => new Promise((done) => server.close(() => done())),
  };
}
