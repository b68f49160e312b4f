//! Where the raster goes: proven to be writable before the work, put in place whole when it is done.

use std::error::Error;
use std::path::{Path, PathBuf};

use divario::export::OutputFolder;
use divario::raster::{Image, cloud_optimised_geotiff};

/// A file that is to be.
pub struct Output {
    folder: PathBuf,
    name: String,
}

impl Output {
    /// Makes sure that the file can be written, and leaves everything as it was.
    pub fn probed(file: &Path) -> Result<Self, Box<dyn Error>> {
        let name = file.file_name().and_then(|name| name.to_str()).filter(|_| !file.is_dir());
        let name = name.ok_or_else(|| format!("{}: give the name of a file", file.display()))?.to_owned();
        let folder = file.parent().filter(|folder| *folder != Path::new("")).unwrap_or(Path::new("."));
        drop(OutputFolder::open(folder)?);
        Ok(Self { folder: folder.to_path_buf(), name })
    }

    /// Writes an image aside and moves it into its place; what stood there stays until then.
    pub fn write(&self, image: &Image) -> Result<(), Box<dyn Error>> {
        let mut folder = OutputFolder::open(&self.folder)?;
        folder.stage_by(&self.name, |file| cloud_optimised_geotiff(image, file))?;
        Ok(folder.commit()?)
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use divario::raster::Band;
    use ndarray::Array2;

    use super::*;

    /// Names of what a folder holds.
    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name());
        entries.map(|name| name.into_string().unwrap()).collect()
    }

    fn image<'a>(crs: &'a str, bands: &'a [Band<'a>]) -> Image<'a> {
        Image { crs, geo_transform: [0.0, 10.0, 0.0, 200.0, 0.0, -10.0], metadata: &[], bands }
    }

    #[test]
    fn what_cannot_be_written_is_noticed_at_once() {
        let home = tempfile::tempdir().unwrap();
        fs::write(home.path().join("file"), "in the way").unwrap();
        assert!(Output::probed(&home.path().join("file/loss.tif")).is_err());
        assert!(Output::probed(home.path()).is_err());
        assert_eq!(names(home.path()), ["file"]);
    }

    #[test]
    fn a_file_is_replaced_by_a_whole_one_alone() {
        let home = tempfile::tempdir().unwrap();
        let file = home.path().join("loss.tif");
        fs::write(&file, "of last time").unwrap();
        let output = Output::probed(&file).unwrap();
        let values = Array2::from_elem((20, 20), 1.0);
        let bands = [Band { name: "loss", unit: "dB", meaning: "", values: &values }];
        assert!(output.write(&image("no such system", &bands)).is_err());
        assert_eq!(
            (names(home.path()), fs::read(&file).unwrap()),
            (vec!["loss.tif".into()], b"of last time".into())
        );
        output.write(&image("EPSG:32632", &bands)).unwrap();
        assert_eq!(names(home.path()), ["loss.tif"]);
        assert!(fs::metadata(&file).unwrap().len() > 100);
    }

    #[test]
    fn a_missing_folder_is_made_for_the_file_and_not_before() {
        let home = tempfile::tempdir().unwrap();
        let output = Output::probed(&home.path().join("out/loss.tif")).unwrap();
        assert!(names(home.path()).is_empty());
        let values = Array2::from_elem((20, 20), 1.0);
        let bands = [Band { name: "loss", unit: "dB", meaning: "", values: &values }];
        output.write(&image("EPSG:32632", &bands)).unwrap();
        assert_eq!(names(&home.path().join("out")), ["loss.tif"]);
    }
}
