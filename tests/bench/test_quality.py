import json

from bench.deliveries import deliveries, laid_out


def test_deliveries_are_laid_out_by_town(tmp_path):
    """Each folder with its truth goes to its town, whole."""
    for town, name in (("Kaarst", "a"), ("Jüchen", "b"), ("Kaarst", "c")):
        folder = tmp_path / "scans" / name
        folder.mkdir(parents=True)
        (folder / "truth.json").write_text(json.dumps({"municipality": town, "file_id": name}))
        (folder / f"{name}.tif").write_bytes(b"scan")
    towns = laid_out(deliveries(tmp_path / "scans"), tmp_path / "in")
    assert sorted(towns) == ["Jüchen", "Kaarst"]
    found = sorted(path.name for path in towns["Kaarst"].rglob("*.tif"))
    assert found == ["a.tif", "c.tif"]
