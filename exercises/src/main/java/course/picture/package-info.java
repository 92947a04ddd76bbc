/**
 * {@code ./run picture}: the chapters' pictures, made from plain descriptions that stand beside
 * them. Start at {@link course.picture.Picture}; how a description is written stands in {@link
 * course.picture.PictureMain}.
 */
package course.picture;
