import Testing

@testable import Shared

@Suite struct MigrationTests {
  @Test("a file's name gives version and description; other names are none")
  func names() {
    let migration = Migration(script: "V1012__task_facts_and_more.sql", bytes: [])
    #expect(migration?.version == "1012")
    #expect(migration?.description == "task facts and more")
    for name in ["V1_x.sql", "1__x.sql", "Vx__y.sql", "V1__x.txt", "V__x.sql", "R__x.sql"] {
      #expect(Migration(script: name, bytes: []) == nil)
    }
  }

  @Test("the checksum is CRC-32 over the lines, whatever ends them, without a byte order mark")
  func checksum() {
    // zlib.crc32(b"123456789") = 0xCBF43926, the standard's check value.
    #expect(MigrationChecksum.of(Array("123456789".utf8)) == Int32(bitPattern: 0xCBF4_3926))
    #expect(MigrationChecksum.of(Array("123\r\n456\n789\n".utf8)) == Int32(bitPattern: 0xCBF4_3926))
    #expect(
      MigrationChecksum.of([0xEF, 0xBB, 0xBF] + Array("12345\r6789".utf8))
        == Int32(bitPattern: 0xCBF4_3926))
    #expect(MigrationChecksum.of([]) == 0)
  }
}
