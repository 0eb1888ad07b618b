from bench.calibration import print_calibration
from bench.deliveries import Delivery
from bench.towns import print_doubted_pages


def test_promised_and_observed_stand_side_by_side(capsys):
    """Each step of probability has its values, what was promised and what was seen."""
    print_calibration([(0.02, False)] * 98 + [(0.02, True)] * 2)
    line = capsys.readouterr().out.splitlines()[-1].split()
    assert line[3:6] == ["100", "2.000%", "2.000%"]


def test_too_many_doubted_pages_are_named(tmp_path, capsys):
    """A condition of paper whose pages are doubted more than allowed is marked."""
    truth = {"file_id": "a", "profile": "clean", "entries": [], "pages": [{}] * 4}
    doubt = {"file_id": "a", "page": 2, "doubt": "not read"}
    print_doubted_pages([Delivery(folder=tmp_path, truth=truth)], [doubt])
    assert "TOO MANY" in capsys.readouterr().out
    print_doubted_pages([Delivery(folder=tmp_path, truth=truth)], [])
    assert "TOO MANY" not in capsys.readouterr().out
