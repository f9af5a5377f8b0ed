<?php
/**
 * Plugin Name: Kindred
 * Description: Related products, up-sells and cross-sells from a static feed.
 * Requires at least: 6.2
 * Requires PHP: 7.4
 * Requires Plugins: woocommerce
 */

defined( 'ABSPATH' ) || exit;

/** Where the folders `kindred` and `kindred-feed` lie. */
const KINDRED_FILES = '/';

/** The script tag, on pages of the shop that may show a block. */
add_action( 'wp_footer', function () {
	if ( ! is_product() && ! is_cart() ) {
		return;
	}
	wp_print_script_tag(
		array(
			'type'      => 'module',
			'src'       => esc_url( KINDRED_FILES . 'kindred/kindred.js' ),
			'data-feed' => esc_url( KINDRED_FILES . 'kindred-feed/feed.json' ),
			'data-cart' => 'woocommerce',
		)
	);
} );

/** One block; a product without a SKU is known by its id, as in the export. */
function kindred_block( $relation, $product = null ) {
	$sku = $product ? ( $product->get_sku() ? $product->get_sku() : $product->get_id() ) : '';
	return sprintf(
		'<kindred-%1$s%2$s></kindred-%1$s>',
		esc_attr( $relation ),
		'' === $sku ? '' : sprintf( ' sku="%s"', esc_attr( $sku ) )
	);
}

/** On a product page, in place of WooCommerce's own up-sells and related products. */
add_action( 'wp', function () {
	remove_action( 'woocommerce_after_single_product_summary', 'woocommerce_upsell_display', 15 );
	remove_action( 'woocommerce_after_single_product_summary', 'woocommerce_output_related_products', 20 );
	remove_action( 'woocommerce_cart_collaterals', 'woocommerce_cross_sell_display' );
} );

add_action( 'woocommerce_after_single_product_summary', function () {
	global $product;
	// phpcs:ignore WordPress.Security.EscapeOutput -- kindred_block escapes.
	echo kindred_block( 'up-sell', $product ) . kindred_block( 'related', $product );
}, 15 );

/** On the cart page of a classic theme. */
add_action( 'woocommerce_after_cart', function () {
	// phpcs:ignore WordPress.Security.EscapeOutput -- kindred_block escapes.
	echo kindred_block( 'cross-sell' );
} );

/** On pages made of blocks: [kindred relation="cross-sell"] in a Shortcode block. */
add_shortcode( 'kindred', function ( $attributes ) {
	$relation = shortcode_atts( array( 'relation' => 'cross-sell' ), $attributes )['relation'];
	if ( ! in_array( $relation, array( 'related', 'up-sell', 'cross-sell' ), true ) ) {
		return '';
	}
	$product = is_product() ? wc_get_product( get_queried_object_id() ) : null;
	return kindred_block( $relation, $product ? $product : null );
} );
