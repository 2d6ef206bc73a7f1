//! The lock that is held while an evaluation is open for writing, and the note beside it that says by whom.

use super::{disk::Lock, error::StoreError, holder::Holder, library::Library};
use crate::model::{Id, format};

impl Library {
    /// Locks an evaluation for writing; none where another program holds it.
    pub(super) fn lock(&self, id: &Id) -> Result<Option<Lock>, StoreError> {
        let path = self.lock_of(id);
        self.disk.lock(&path).map_err(|error| StoreError::disk("lock", &path, &error))
    }

    /// Who has an evaluation open for writing, as far as that is known.
    pub(super) fn holder(&self, id: &Id) -> Option<Holder> {
        let whole = self.disk.read(&self.holder_of(id), 4096).ok()?;
        format::read_line(str::from_utf8(&whole.bytes).ok()?).ok()
    }

    /// Notes who has it, for other programs. That this fails is no reason not to write.
    pub(super) fn note_holder(&self, id: &Id, who: &Holder) {
        let path = self.holder_of(id);
        let beside = path.with_extension("holder.tmp");
        let noted = self.disk.remove(&beside).and_then(|()| self.disk.create(&beside));
        let written = noted.and_then(|file| file.write(format::write_line(who).as_bytes()));
        let _ = written.and_then(|()| self.disk.rename(&beside, &path));
    }
}
