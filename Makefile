# One verb is one line, and CI runs the same line. `make` alone prints the verbs.
.PHONY: help toolchain clang demo test foreign voedger fuzz miri conformance lint features bench anatomy size doc package bless clean

PUBLISHED = -p heeus-abi -p heeus-sdk-macros -p heeus-sdk -p heeus-host -p heeus-host-testkit-macros -p heeus-host-testkit

help: ; @sed -n 's/^## //p' Makefile

## toolchain  make sure that guests can be built for wasm
toolchain: ; @scripts/wasm-toolchain

## clang      make sure that the guest in C can be built for wasm
clang: ; @scripts/wasm-clang

## demo       run the demo, which prints a report
demo: toolchain ; cargo run --profile host -q -p heeus-demo

## test       run every test, guests built for wasm included
test: toolchain ; cargo test --workspace

## foreign    check a guest in any language against ABI.md: make foreign M=guest.wasm
foreign: ; cargo run -q -p heeus-foreign -- $(M)

## voedger    run guests in the WebAssembly runtime of Voedger; needs Go 1.26
voedger: toolchain ; @scripts/voedger

## fuzz       list the fuzz targets; T=blocks S=60 runs one of them for 60 seconds
fuzz: ; @scripts/fuzz "$(T)" "$(S)"

## miri       run the contract and the SDK under Miri, which finds undefined behaviour; needs nightly
miri: ; scripts/miri

## conformance  run the table of all three engines again, in a release build
conformance: toolchain ; cargo test --release -p heeus-tests --test conformance

## lint       check the format and clippy, in modules too; a warning is an error
lint: toolchain ; scripts/lint

## features   check the host and the kit without features, with each alone, and with all
features: ; scripts/features

## bench      measure the cost of a call
bench: toolchain ; cargo run --profile host -q -p heeus-bench --bin bench

## anatomy    count the instructions of runs by functions of the guest; R=Close runs only these
anatomy: toolchain ; cargo run --profile host -q -p heeus-bench --bin anatomy -- $(R)

## size       measure the size of a guest
size: toolchain ; cargo run --profile host -q -p heeus-bench --bin size

## doc        build the documentation of the crates that are published; a warning is an error
doc: ; RUSTDOCFLAGS="-D warnings" cargo doc $(PUBLISHED) --no-deps --all-features

## package    pack the crates that are published, as cargo would upload them
package: ; cargo package $(PUBLISHED)

## bless      accept the tests' actual results as the expected ones; read the diff
bless: toolchain ; TRYBUILD=overwrite UPDATE_EXPECT=1 cargo test --workspace

## clean      remove all build results
clean: ; cargo clean
