from uncramp.usecases.ports import Original


def test_a_digest_is_the_sha256_of_the_bytes_whatever_the_name() -> None:
    # The first example of the standard, FIPS 180-2, appendix B.1.
    digest = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert Original("one.fit", b"abc").digest == Original("other.fit", b"abc").digest == digest


def test_one_byte_makes_another_digest() -> None:
    assert Original("one.fit", b"abc").digest != Original("one.fit", b"abd").digest
