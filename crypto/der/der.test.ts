import fc from 'fast-check'
import { expect, test } from 'vitest'
import { FormatError } from '../format-error.ts'
import { DerFields, readDer, readOid, readParts, readTime } from './read.ts'
import { OID, TAG } from './tags.ts'
import { der, integer, octetString, oid, sequence, setOf, time } from './write.ts'

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')
const bytes = (text: string) => new Uint8Array(Buffer.from(text, 'hex'))

test('lengths are written in their shortest form', () => {
  expect(hex(octetString(new Uint8Array(127)).subarray(0, 2))).toBe('047f')
  expect(hex(octetString(new Uint8Array(128)).subarray(0, 3))).toBe('048180')
  expect(hex(octetString(new Uint8Array(256)).subarray(0, 4))).toBe('04820100')
  expect(hex(octetString(new Uint8Array(65_536)).subarray(0, 5))).toBe('0483010000')
})

test('integers are positive, shortest, big-endian', () => {
  expect(hex(integer(0))).toBe('020100')
  expect(hex(integer(128))).toBe('02020080')
  expect(hex(integer(0x10000))).toBe('0203010000')
  expect(hex(integer(Uint8Array.of(0, 0, 0x90)))).toBe('02020090')
})

test('object identifiers keep every arc', () => {
  expect(hex(oid(OID.sha256))).toBe('0609608648016503040201')
  for (const dotted of [...Object.values(OID), '2.999.3', '0.39', '1.0.8571.2']) {
    expect(readOid(readDer(oid(dotted)))).toBe(dotted)
  }
})

test('a SET OF is sorted by its bytes', () => {
  expect(hex(setOf(integer(2), integer(1)))).toBe('3106020101020102')
})

test('times turn to GeneralizedTime in 2050', () => {
  for (const at of ['2026-11-24T10:00:00.000Z', '2049-12-31T23:59:59.000Z', '2050-01-01T00:00:00.000Z']) {
    expect(readTime(readDer(time(new Date(at)))).toISOString()).toBe(at)
  }
  expect(time(new Date('2050-01-01T00:00:00Z'))[0]).toBe(TAG.generalizedTime)
})

test.each([
  ['an indefinite length', '30800000'],
  ['a length that is not the shortest', '04810100'],
  ['a length with a leading zero', '0482008000'],
  ['a length of five octets', '04850000000001aa'],
  ['an element longer than its bytes', '0405aa'],
  ['a missing length', '04'],
  ['bytes after the end', '0500ff'],
  ['a tag of two octets', '1f8101'],
  ['nothing', ''],
])('%s is refused', (_name, text) => {
  expect(() => readDer(bytes(text))).toThrow(FormatError)
})

test('parts that do not fill their element exactly are refused', () => {
  expect(() => readParts(readDer(bytes('3003020501')))).toThrow(FormatError)
  expect(() => readParts(readDer(bytes('040101')))).toThrow(FormatError)
})

test('an unexpected, missing or left-over field is refused', () => {
  const element = readDer(sequence(integer(1), octetString(Uint8Array.of(1))))
  const fields = new DerFields(element, TAG.sequence, 'It')
  expect(() => fields.take(TAG.octetString)).toThrow(FormatError)
  expect(hex(fields.take(TAG.integer).value)).toBe('01')
  expect(() => fields.end()).toThrow(FormatError)
  expect(() => new DerFields(element, TAG.set, 'It')).toThrow(FormatError)
})

test.each(['0600', '060180', '06028001', '0602ff'])('the malformed identifier %s is refused', (text) => {
  expect(() => readOid(readDer(bytes(text)))).toThrow(FormatError)
})

test('random bytes never throw anything but FormatError', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 60 }), (input) => {
      try {
        const element = readDer(input)
        if ((element.tag & 0x20) !== 0) readParts(element)
        readOid(element)
      } catch (error) {
        expect(error).toBeInstanceOf(FormatError)
      }
    }),
  )
})

test('what is written is read back', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), (value) => {
      expect(readDer(der(TAG.octetString, value)).value).toEqual(value)
    }),
  )
})
