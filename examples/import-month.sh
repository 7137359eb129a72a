#!/bin/sh
# Brings a month of files into the book: plans first, then what rests on them.
#
#   import-month.sh FOLDER
#
# The beginning of a file's name says what is in it: ke-hoach (plans), giai-ngan (payments),
# thanh-tra (inspections), ket-qua (results). Each file is kept whole or not at all. What is in
# the book already is passed over, so the script may be run again once files were mended. Rows
# with problems are written to FOLDER/loai, with the reasons beside them.
#
# Exit code: 0 all files are in the book; 1 some were refused; 2 wrong usage; 3 the book cannot be
# used; 4 it is busy; 130 interrupted.
set -u

if [ $# -ne 1 ] || [ ! -d "$1" ]; then
    echo "import-month.sh THƯ-MỤC" >&2
    exit 2
fi
folder=$1
rejects=$folder/loai
refused=0

bring_in() { # GROUP FILE
    name=$(basename "$2" .csv)
    reasons=$rejects/$name.csv
    rm -f "$reasons"
    attempt=1
    while :; do
        ethnictrack --no-input "$1" import "$2" --duplicates skip --rejects "$reasons"
        code=$?
        # Busy: someone else is writing to the book. Twice it is worth another try.
        if [ $code -ne 4 ] || [ $attempt -eq 3 ]; then
            break
        fi
        attempt=$((attempt + 1))
        sleep 10
    done
    case $code in
    0) ;;
    1) refused=$((refused + 1)) ;;
    *) exit $code ;;
    esac
}

mkdir -p "$rejects" || exit 3
for kind in ke-hoach:allocate giai-ngan:disburse thanh-tra:inspect ket-qua:activity; do
    for file in "$folder/${kind%%:*}"*; do
        if [ -f "$file" ]; then
            bring_in "${kind##*:}" "$file"
        fi
    done
done
rmdir "$rejects" 2>/dev/null # nothing was rejected

if [ $refused -gt 0 ]; then
    echo "Số tệp chưa nhập được: $refused; lỗi đã ghi ở trên." >&2
    if [ -d "$rejects" ]; then
        echo "Các dòng có lỗi nằm trong $rejects." >&2
    fi
    exit 1
fi
