"""Opens every layer of a plan's folder in QGIS as if it were dragged in, and draws it.

    python3 tests/qgis/layers.py FOLDER [PICTURES]

Exit status 1 where a layer does not open, its style is not found by itself, or a feature has no sign in it; 2 without QGIS.
"""

import os
import sys
import tempfile
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("XDG_RUNTIME_DIR", tempfile.mkdtemp())

try:
    from qgis.core import (
        QgsApplication,
        QgsCoordinateReferenceSystem,
        QgsCoordinateTransform,
        QgsMapRendererParallelJob,
        QgsMapSettings,
        QgsProject,
        QgsRasterLayer,
        QgsRenderContext,
        QgsVectorLayer,
    )
    from qgis.PyQt.QtCore import QSize
    from qgis.PyQt.QtGui import QColor
except ImportError:
    print("QGIS is missing: install python3-qgis and run this with the Python that it belongs to", file=sys.stderr)
    sys.exit(2)

# From the top of the map downwards.
ORDER = ["sites", "links", "households", "coverage", "comuni"]
CRS = QgsCoordinateReferenceSystem("EPSG:32632")
SIZE = QSize(1400, 1000)


def opened(source):
    """A layer, and whether QGIS found its style by itself."""
    kind = QgsRasterLayer if source.endswith(".tif") else QgsVectorLayer
    layer = kind(source, Path(source).stem)
    _, is_styled = layer.loadDefaultStyle()
    return layer, is_styled


def faults(layer, is_styled):
    """What is wrong with a layer."""
    if not layer.isValid():
        yield "does not open"
        return
    if not is_styled:
        yield "no style was found"
    if isinstance(layer, QgsVectorLayer):
        yield from signless(layer)
    elif layer.renderer().type() != "singlebandpseudocolor":
        yield f"is drawn as {layer.renderer().type()}"


def signless(layer):
    """Features that no class of the style holds, and a field that the layer lacks."""
    renderer = layer.renderer()
    field = getattr(renderer, "classAttribute", lambda: "")()
    if field not in layer.fields().names():
        yield f"its style asks for the field {field!r}"
        return
    context = QgsRenderContext()
    renderer.startRender(context, layer.fields())
    bare = sum(renderer.symbolForFeature(feature, context) is None for feature in layer.getFeatures())
    renderer.stopRender(context)
    if bare:
        yield f"{bare} of {layer.featureCount()} features have no sign"


def drawn(layers, file):
    """All layers, one on the other."""
    settings = QgsMapSettings()
    settings.setLayers(layers)
    settings.setDestinationCrs(CRS)
    settings.setBackgroundColor(QColor("white"))
    settings.setOutputSize(SIZE)
    comuni = next(layer for layer in layers if layer.name() == "comuni")
    transform = QgsCoordinateTransform(comuni.crs(), CRS, QgsProject.instance())
    settings.setExtent(transform.transformBoundingBox(comuni.extent()).buffered(1000))
    job = QgsMapRendererParallelJob(settings)
    job.start()
    job.waitForFinished()
    job.renderedImage().save(str(file))


def sources(folder):
    """Name and address of every layer: files by themselves, and those of the GeoPackage."""
    files = sorted(path for path in folder.iterdir() if path.suffix in (".geojson", ".fgb", ".tif"))
    yield from ((path.name, str(path)) for path in files)
    package = folder / "plan.gpkg"
    if package.exists():
        names = ("comuni", "coverage", "links", "households", "sites")
        yield from ((f"{package.name}, {name}", f"{package}|layername={name}") for name in names)


def check(folder, pictures):
    """All faults of a folder, told as they are found."""
    found, layers = [], []
    for name, source in sources(folder):
        layer, is_styled = opened(source)
        own = list(faults(layer, is_styled))
        print(f"{name}: {'; '.join(own) or 'opens with its style'}")
        found += own
        if "|" not in source and layer.isValid():
            layers.append(layer)
    if not layers:
        found.append(f"{folder} holds no layer")
        print(found[-1])
    elif pictures:
        pictures.mkdir(parents=True, exist_ok=True)
        rank = {name: at for at, name in enumerate(ORDER)}
        drawn(sorted(layers, key=lambda layer: rank.get(layer.name(), len(ORDER))), pictures / "layers.png")
    return found


def main(folder, pictures=None):
    application = QgsApplication([], False)
    application.initQgis()
    found = check(folder, pictures)
    application.exitQgis()
    return 1 if found else 0


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    sys.exit(main(*map(Path, sys.argv[1:])))
