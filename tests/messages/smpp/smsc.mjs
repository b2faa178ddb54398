// An SMS centre made of the public SMPP implementation `smpp` (argument: a package.json that has it). It says
// its port and each SMS it takes as lines of JSON; numbers that end in 000 do not exist there.
import { createRequire } from 'node:module';

const smpp = createRequire(process.argv[2])('smpp');
const say = (what) => process.stdout.write(`${JSON.stringify(what)}\n`);
let count = 0;

function take(session, pdu) {
  const { source_addr: from, destination_addr: to, data_coding: coding } = pdu;
  if (to.endsWith('000')) {
    session.send(pdu.response({ command_status: smpp.ESME_RINVDSTADR }));
    return;
  }
  const id = `N${(count += 1)}`;
  say({ from, to, coding, text: pdu.short_message.message, header: pdu.short_message.udh ?? null });
  session.send(pdu.response({ message_id: id }));
  const deliver = (more) =>
    session.deliver_sm({
      source_addr_ton: 1,
      source_addr_npi: 1,
      source_addr: to,
      destination_addr: from,
      ...more,
    });
  if (pdu.registered_delivery) {
    deliver({
      esm_class: smpp.ESM_CLASS.MC_DELIVERY_RECEIPT,
      receipted_message_id: id,
      short_message: `id:${id} sub:001 dlvrd:001 submit date:2611280910 done date:2611280911 stat:DELIVRD err:000 text:`,
    });
  }
  if (pdu.short_message.message === 'Will you come?') deliver({ short_message: 'Réponse: bien sûr' });
}

const server = smpp.createServer((session) => {
  session.on('error', () => {});
  session.on('bind_transceiver', (pdu) => {
    const right = pdu.system_id === 'kith' && pdu.password === 's3cret';
    session.send(pdu.response({ command_status: right ? smpp.ESME_ROK : smpp.ESME_RINVPASWD }));
  });
  session.on('submit_sm', (pdu) => take(session, pdu));
  session.on('enquire_link', (pdu) => session.send(pdu.response()));
  session.on('unbind', (pdu) => {
    session.send(pdu.response());
    session.close();
  });
});
server.listen(0, '127.0.0.1', () => say({ port: server.address().port }));
process.stdin.resume().on('end', () => process.exit(0)); // it goes with whoever started it
