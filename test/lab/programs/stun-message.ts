// The little of RFC 8489 that a Binding needs, IPv4 only.

const magicCookie = 0x2112a442;
const bindingRequest = 0x0001;
const bindingSuccess = 0x0101;
const xorMappedAddress = 0x0020;
const headerBytes = 20;
const ipv4Family = 1;

export function encodeRequest(transactionId: Buffer): Buffer {
  return message(bindingRequest, transactionId, Buffer.alloc(0));
}

/** undefined for what is not a Binding request. */
export function encodeAnswer(request: Buffer, address: string, port: number): Buffer | undefined {
  if (request.length < headerBytes || request.readUInt16BE(0) !== bindingRequest) return undefined;
  const attribute = Buffer.alloc(12);
  attribute.writeUInt16BE(xorMappedAddress, 0);
  attribute.writeUInt16BE(8, 2);
  attribute.writeUInt8(ipv4Family, 5);
  attribute.writeUInt16BE(port ^ (magicCookie >>> 16), 6);
  const bytes = Buffer.from(address.split('.').map(Number));
  attribute.writeUInt32BE((bytes.readUInt32BE(0) ^ magicCookie) >>> 0, 8);
  return message(bindingSuccess, request.subarray(8, headerBytes), attribute);
}

/** `address:port`, or undefined for what is not the answer to this request. */
export function decodeAnswer(answer: Buffer, transactionId: Buffer): string | undefined {
  if (answer.length < headerBytes || answer.readUInt16BE(0) !== bindingSuccess) return undefined;
  if (!answer.subarray(8, headerBytes).equals(transactionId)) return undefined;
  for (let at = headerBytes; at + 4 <= answer.length; ) {
    const length = answer.readUInt16BE(at + 2);
    if (answer.readUInt16BE(at) === xorMappedAddress && answer.readUInt8(at + 5) === ipv4Family) {
      const port = answer.readUInt16BE(at + 6) ^ (magicCookie >>> 16);
      const bytes = Buffer.alloc(4);
      bytes.writeUInt32BE((answer.readUInt32BE(at + 8) ^ magicCookie) >>> 0);
      return `${[...bytes].join('.')}:${port}`;
    }
    at += 4 + Math.ceil(length / 4) * 4;
  }
  return undefined;
}

function message(type: number, transactionId: Buffer, attributes: Buffer): Buffer {
  const header = Buffer.alloc(8);
  header.writeUInt16BE(type, 0);
  header.writeUInt16BE(attributes.length, 2);
  header.writeUInt32BE(magicCookie, 4);
  return Buffer.concat([header, transactionId, attributes]);
}
