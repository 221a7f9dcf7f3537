-- No reading can use it: what a reader may see is one set or the other. Each statement was put into it all the same.
drop index records.statement_aud;
