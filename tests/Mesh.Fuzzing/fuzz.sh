#!/usr/bin/env bash
# Fuzzes a reader, guided by what the inputs reach:  tests/Mesh.Fuzzing/fuzz.sh READER [SECONDS]
# READER is manifests, models, json or dumps; SECONDS is 600 by default. What is found lies in artifacts/fuzz/READER/default/crashes and hangs;
#     dotnet artifacts/fuzz/bin/Mesh.Fuzzing.dll READER FILE
# shows what each of them does. Mend it, and put the shortest into Corpus/READER, which a test reads.
# Needs afl-fuzz (Debian: apt-get install afl++) and SharpFuzz's tool, which is restored from .config/dotnet-tools.json.
set -euo pipefail
cd "$(dirname "$0")/../.."
reader=$1 seconds=${2:-600} bin=artifacts/fuzz/bin
command -v afl-fuzz >/dev/null || { echo "afl-fuzz is missing: apt-get install afl++"; exit 2; }
dotnet tool restore
rm -rf "$bin"
dotnet publish tests/Mesh.Fuzzing -c Release -p:RunAnalyzers=false -o "$bin"
for assembly in Mesh.Abstractions Mesh.Locality Mesh.Istio YamlDotNet; do dotnet sharpfuzz "$bin/$assembly.dll"; done
export AFL_SKIP_BIN_CHECK=1 AFL_SKIP_CPUFREQ=1 AFL_I_DONT_CARE_ABOUT_MISSING_CRASHES=1 AFL_NO_UI=1 AFL_NO_AFFINITY=1
# The collector is told how much it may have; afl's own limit would count what .NET only reserves.
export DOTNET_GCHeapHardLimit=0x20000000 DOTNET_TieredPGO=0
afl-fuzz -i "tests/Mesh.Fuzzing/Corpus/$reader" -o "artifacts/fuzz/$reader" -m none -t 5000 -V "$seconds" dotnet "$bin/Mesh.Fuzzing.dll" "$reader"
found=$(find "artifacts/fuzz/$reader/default/crashes" "artifacts/fuzz/$reader/default/hangs" -type f ! -name README.txt | wc -l)
echo "$found inputs that $reader does not answer as it should"
[ "$found" -eq 0 ]
